#!/bin/sh
# Sends one mail with curl, as norelay's environment says: norelay grade -- docs/grade/curl.sh
set -- --disable --noproxy '*' --silent --show-error --connect-timeout 5 --max-time 10 --url "$NORELAY_URL/client.example.test"
case $NORELAY_SECURITY in
  starttls) set -- "$@" --ssl-reqd --cacert "$NORELAY_CA" ;;
  tls) set -- "$@" --cacert "$NORELAY_CA" ;;
esac
if [ -n "$NORELAY_TOKEN" ]; then
  set -- "$@" --user "$NORELAY_USER" --oauth2-bearer "$NORELAY_TOKEN"
elif [ -n "$NORELAY_USER" ]; then
  set -- "$@" --user "$NORELAY_USER:$NORELAY_PASSWORD"
fi
IFS=,
for recipient in $NORELAY_TO; do
  set -- "$@" --mail-rcpt "$recipient"
done
exec curl "$@" --mail-from "$NORELAY_FROM" --upload-file "$NORELAY_MESSAGE"
