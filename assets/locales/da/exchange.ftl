# Bank files that come and go by themselves.
exchange-report-accept = For at fortsætte alligevel: fordring import { $codes } "{ $path }"
