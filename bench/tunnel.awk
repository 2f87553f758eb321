# Medians, ranges and ratios of bench/tunnel.sh's results: round, metric, path, value, by tabs.
# Round 0 warms up; only what is measured once (memory) is taken from it.
BEGIN {
    FS = "\t"
    split("direct openssh openssh-gcm alacran alacran-gcm", paths, " ")
    order = "up down select1 select8 select32 tps1 tps8 tps32 connect1 connect4 copy_out copy_in"
    title["up"] = "iperf3 up, Gbit/s"
    title["down"] = "iperf3 down, Gbit/s"
    title["select1"] = "pgbench -S, 1 client, ms"
    title["select8"] = "pgbench -S, 8 clients, ms"
    title["select32"] = "pgbench -S, 32 clients, ms"
    title["tps1"] = "the same, 1 client, per s"
    title["tps8"] = "the same, 8 clients, per s"
    title["tps32"] = "the same, 32 clients, per s"
    title["connect1"] = "pgbench -C, 1 client, ms to connect"
    title["connect4"] = "pgbench -C, 4 clients, ms to connect"
    title["copy_out"] = "COPY out, 1 M rows, s"
    title["copy_in"] = "COPY in, 1 M rows, s"
}

$1 == 0 { once[$2, $3] = $4; next }
{ value[$2, $3, ++count[$2, $3]] = $4 + 0 }

function sorted(metric, path,    n, i, j, swap) {
    n = count[metric, path]
    for (i = 1; i <= n; i++) s[i] = value[metric, path, i]
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && s[j - 1] > s[j]; j--) { swap = s[j]; s[j] = s[j - 1]; s[j - 1] = swap }
    return n
}

function median(metric, path,    n) {
    n = sorted(metric, path)
    return n % 2 ? s[(n + 1) / 2] : (s[n / 2] + s[n / 2 + 1]) / 2
}

function short(x) { return sprintf(x >= 1000 ? "%.0f" : x >= 10 ? "%.1f" : x >= 1 ? "%.2f" : "%.3f", x) }

function cell(metric, path,    m, n) {
    m = median(metric, path)
    n = sorted(metric, path)
    return short(m) " (" short(s[1]) "–" short(s[n]) ")"
}

function ratio(metric, path, to) { return median(metric, path) / median(metric, to) }

# A goal is a ratio to OpenSSH that is to be reached, or not to be passed.
function goal(what, metric, path, to, least, most,    r, verdict) {
    r = ratio(metric, path, to)
    if (least && r < least) verdict = sprintf("missed by %.0f%%", 100 * (1 - r / least))
    else if (most && r > most) verdict = sprintf("missed by %.0f%%", 100 * (r / most - 1))
    else verdict = "met"
    printf "| %s | %s / %s | %s %.2f | %.2f | %s |\n", what, path, to, least ? "≥" : "≤", least ? least : most, r, verdict
}

END {
    print "Medians, and the range of the rounds in brackets:\n"
    printf "|"
    for (p = 1; p <= 5; p++) printf " | %s", paths[p]
    print " |\n| --- | --- | --- | --- | --- | --- |"
    n = split(order, metrics, " ")
    for (i = 1; i <= n; i++) {
        printf "| %s", title[metrics[i]]
        for (p = 1; p <= 5; p++) printf " | %s", cell(metrics[i], paths[p])
        print " |"
    }
    print "\n| memory, MB | openssh | alacran |\n| --- | --- | --- |"
    printf "| at rest | %s | %s |\n", once["rest", "openssh"], once["rest", "alacran"]
    printf "| with 1,000 idle tunnels | %s | %s |\n", once["idle", "openssh"], once["idle", "alacran"]
    printf "| more by those | %s | %s |\n", once["idle-more", "openssh"], once["idle-more", "alacran"]
    printf "| after all rounds | %s | %s |\n", once["worked", "openssh"], once["worked", "alacran"]
    print "\n| goal | ratio of | wanted | is | |\n| --- | --- | --- | --- | --- |"
    goal("throughput up, default negotiation", "up", "alacran", "openssh", 1, 0)
    goal("throughput down, default negotiation", "down", "alacran", "openssh", 1, 0)
    goal("throughput up, same cipher", "up", "alacran-gcm", "openssh-gcm", 0.95, 0)
    goal("throughput down, same cipher", "down", "alacran-gcm", "openssh-gcm", 0.95, 0)
    goal("latency, 1 client", "select1", "alacran", "openssh", 0, 1.1)
    goal("latency, 8 clients", "select8", "alacran", "openssh", 0, 1.1)
    goal("latency, 32 clients", "select32", "alacran", "openssh", 0, 1.1)
    goal("connection set-up, 1 client", "connect1", "alacran", "openssh", 0, 1.1)
    more = once["idle-more", "alacran"]
    printf "| 1,000 idle tunnels, more memory | alacran | ≤ 300 MB | %s MB | %s |\n", more,
        more <= 300 ? "met" : sprintf("missed by %.0f%%", 100 * (more / 300 - 1))
}
