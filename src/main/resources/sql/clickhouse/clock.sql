select toUnixTimestamp64Milli(now64(3))
