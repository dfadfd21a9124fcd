# Bank files that come and go by themselves.
exchange-report-accept = To go on all the same: fordring import { $codes } "{ $path }"
