<?php
// Sends a mail with what comes on standard input as its text, as a script of a few lines does; what goes wrong is PHPMailer's
// own words.
require '/usr/share/php/libphp-phpmailer/autoload.php';

use PHPMailer\PHPMailer\Exception;
use PHPMailer\PHPMailer\PHPMailer;

if ($argv[1] === '--version') {
    exit('PHPMailer ' . PHPMailer::VERSION);
}
[, $host, $port, $patience, $security, $ca, $user, $password, $from] = $argv;

$mail = new PHPMailer(true);
$mail->isSMTP();
$mail->Host = $host;
$mail->Port = (int) $port;
$mail->Timeout = (int) $patience;
$mail->getSMTPInstance()->Timelimit = (int) $patience;
$mail->Helo = 'client.example.test';
$mail->SMTPSecure = ['none' => '', 'starttls' => PHPMailer::ENCRYPTION_STARTTLS, 'tls' => PHPMailer::ENCRYPTION_SMTPS][$security];
$mail->SMTPAutoTLS = $security !== 'none';
if ($ca !== '') {
    $mail->SMTPOptions = ['ssl' => ['cafile' => $ca]];
}
if ($user !== '') {
    $mail->SMTPAuth = true;
    $mail->Username = $user;
    $mail->Password = $password;
}
try {
    $mail->setFrom($from);
    foreach (array_slice($argv, 9) as $recipient) {
        $mail->addAddress($recipient);
    }
    $mail->CharSet = PHPMailer::CHARSET_UTF8;
    $mail->Encoding = PHPMailer::ENCODING_QUOTED_PRINTABLE;
    $mail->Subject = "Gr\u{fc}\u{df}e";
    $mail->Body = stream_get_contents(STDIN);
    $mail->send();
} catch (Exception $failure) {
    fwrite(STDERR, $failure->getMessage() . "\n");
    exit(1);
}
