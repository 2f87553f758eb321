# Medians, ranges and ratios of the pool bench's results: round, metric, path, value, by tabs.
# Round 0 warms up; only what is measured once (the crowd) is taken from it.
BEGIN {
    FS = "\t"
    split("hikari alacran none", paths, " ")
    order = "lease lease4 select select10"
    title["lease"] = "lease and return, 1 thread, ns"
    title["lease4"] = "lease and return, 4 threads, ns"
    title["select"] = "lease, `select 1`, return, 1 thread, µs"
    title["select10"] = "lease, `select 1`, return, 10 threads, µs"
    unit["lease"] = unit["lease4"] = 1
    unit["select"] = unit["select10"] = unit["query"] = 1000
}

$2 ~ /^(crowd|classify)/ { once[$2, $3] = $4; next }
$1 == 0 { next }
{ value[$2, $3, ++count[$2, $3]] = $4 / unit[$2]; round[$2, $3, $1] = $4 }
$1 > rounds { rounds = $1 }

function sort(n,    i, j, swap) {
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && s[j - 1] > s[j]; j--) { swap = s[j]; s[j] = s[j - 1]; s[j - 1] = swap }
}

function middle(n) { return n % 2 ? s[(n + 1) / 2] : (s[n / 2] + s[n / 2 + 1]) / 2 }

function short(x) { return sprintf(x >= 100 ? "%.0f" : x >= 10 ? "%.1f" : "%.2f", x) }

function cell(metric, path,    n, i) {
    n = count[metric, path]
    if (!n) return "–"
    for (i = 1; i <= n; i++) s[i] = value[metric, path, i]
    sort(n)
    return short(middle(n)) " (" short(s[1]) "–" short(s[n]) ")"
}

# The median of each round's own ratio: both were measured in turns within it.
function ratio(metric, path, to,    n, i) {
    n = 0
    for (i = 1; i <= rounds; i++)
        if (round[metric, to, i]) s[++n] = round[metric, path, i] / round[metric, to, i]
    sort(n)
    return middle(n)
}

function goal(what, is, most,    verdict) {
    verdict = is <= most ? "met" : sprintf("missed by %.0f%%", 100 * (is / (most ? most : 1) - (most ? 1 : 0)))
    printf "| %s | ≤ %s | %s | %s |\n", what, most, is == int(is) ? is : sprintf("%.2f", is), verdict
}

END {
    print "Medians, and the range of the rounds in brackets:\n"
    print "| | HikariCP alone | Alacran | no pool | Alacran / HikariCP |\n| --- | --- | --- | --- | --- |"
    n = split(order, metrics, " ")
    for (i = 1; i <= n; i++) {
        m = metrics[i]
        printf "| %s | %s | %s | %s | %.2f |\n", title[m], cell(m, "hikari"), cell(m, "alacran"), cell(m, "none"),
            ratio(m, "alacran", "hikari")
    }
    print "\n| 200 sessions on a pool of 10 | HikariCP alone | Alacran |\n| --- | --- | --- |"
    split("leases errors p50 p95 p99 p100", rows, " ")
    for (i = 1; i <= 6; i++)
        printf "| %s | %s | %s |\n", rows[i] ~ /^p/ ? "wait " rows[i] ", ms" : rows[i], once["crowd-" rows[i], "hikari"],
            once["crowd-" rows[i], "alacran"]
    print "\n| | a connection | a group | group / connection |\n| --- | --- | --- | --- |"
    printf "| `select 1` as the API runs it, µs | %s | %s | %.2f |\n", cell("query", "plain"), cell("query", "group"),
        ratio("query", "group", "plain")
    print "\n| classifying 10 kB of SQL, ms | p50 | p95 |\n| --- | --- | --- |"
    printf "| the first time | %s | %s |\n", once["classify-p50", "first"], once["classify-p95", "first"]
    printf "| again | %s | %s |\n", once["classify-p50", "again"], once["classify-p95", "again"]
    print "\n| goal | wanted | is | |\n| --- | --- | --- | --- |"
    goal("lease and return / HikariCP, 1 thread", ratio("lease", "alacran", "hikari"), 1.1)
    goal("lease and return / HikariCP, 4 threads", ratio("lease4", "alacran", "hikari"), 1.1)
    goal("lease, `select 1`, return / HikariCP", ratio("select", "alacran", "hikari"), 1.1)
    goal("errors of 200 sessions", once["crowd-errors", "alacran"], 0)
    goal("their p99 wait / p50 wait", once["crowd-p99", "alacran"] / once["crowd-p50", "alacran"], 4)
    goal("sessions not given back", once["crowd-held", "alacran"] + once["crowd-active", "alacran"], 0)
    goal("`select 1` through a group / through its connection", ratio("query", "group", "plain"), 1.15)
    goal("classifying 10 kB of SQL the first time, p95, ms", once["classify-p95", "first"], 1)
    goal("open sessions", once["crowd-total", "alacran"], 10)
}
