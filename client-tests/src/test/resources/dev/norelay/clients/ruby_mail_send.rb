# Sends a mail with what comes on standard input as its text, as a script of a few lines does; what goes wrong is Ruby's own
# words.
require 'mail'

if ARGV[0] == '--version'
  puts "mail #{Mail::VERSION.version}"
  exit
end

host, port, patience, security, ca, user, password, from, *to = ARGV
settings = {
  address: host,
  port: port.to_i,
  domain: 'client.example.test',
  open_timeout: patience.to_i,
  read_timeout: patience.to_i,
  tls: security == 'tls',
  enable_starttls: security == 'starttls',
  enable_starttls_auto: false
}
settings[:ca_file] = ca unless ca.empty?
settings.update(user_name: user, password: password, authentication: :plain) unless user.empty?

mail = Mail.new(charset: 'UTF-8', from: from, to: to, subject: "Gr\u00fc\u00dfe", body: STDIN.read)
mail.delivery_method :smtp, settings
begin
  mail.deliver!
rescue StandardError => failure
  warn "#{failure.class}: #{failure.message}"
  exit 1
end
