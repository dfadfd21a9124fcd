# Bank files that come and go by themselves.
exchange-report-accept = For å fortsette likevel: fordring import { $codes } "{ $path }"
