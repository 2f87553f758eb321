select cast(unix_timestamp(now(3)) * 1000 as signed)
