# Bank files that come and go by themselves.
exchange-report-accept = For å halde fram likevel: fordring import { $codes } "{ $path }"
