# Bank files that come and go by themselves.
exchange-report-accept = För att fortsätta ändå: fordring import { $codes } "{ $path }"
