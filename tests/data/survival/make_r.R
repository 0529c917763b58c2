# Curves, quantiles, restricted means and log-rank tests by R's package survival, the oracle of tests/test_survival.c.
#     Rscript make_r.R    writes r_sets.csv, r_curves.csv, r_quantiles.csv, r_means.csv and r_compare.csv beside itself
# Debian: r-base-core r-cran-survival. Written with R 4.2.2, survival 3.5-3.
suppressMessages(library(survival))

number <- function(x) ifelse(is.na(x), "nan", ifelse(is.infinite(x), ifelse(x > 0, "inf", "-inf"), sprintf("%.17g", x)))

# Seeded sets: name, durations, status, group. Durations with many ties and with none, little and much censoring.
sets <- list(maintained = aml[aml$x == "Maintained", c("time", "status")],
             aml = aml[, c("time", "status")])
sets$maintained$group <- 0
sets$aml$group <- as.integer(aml$x) - 1
set.seed(20220105)
for (k in 1:30) {
    n <- sample(c(1, 2, 3, 5, 8, 20, 60), 1)
    groups <- c(2, 2, 3, 5)[k %% 4 + 1]
    scale <- if (k %% 3 == 0) 1 else 6
    time <- if (k %% 2 == 0) round(rexp(n) * scale) else round(rexp(n) * scale, 6)
    sets[[sprintf("random%02d", k)]] <- data.frame(time = time, status = rbinom(n, 1, c(.9, .7, .4)[k %% 3 + 1]),
                                                   group = sample(0:(groups - 1), n, replace = TRUE))
}

head_of <- function(what, columns) c(
    paste0("# ", what),
    "# Source: R 4.2.2, package survival 3.5-3, by make_r.R beside this file; 17 digits.", columns)
data_of <- function(s) sprintf("%s,%s,%s", paste(sprintf("%.17g", s$time), collapse = " "),
                               paste(s$status, collapse = " "), paste(s$group, collapse = " "))

write_rows <- function(file, what, columns, rows) writeLines(c(head_of(what, columns), rows), file)

curves <- quantiles <- means <- compares <- character()
p <- c(.1, .25, .5, .75, .9)
for (name in names(sets)) {
    s <- sets[[name]]
    for (type in c("plain", "log", "log-log")) {
        f <- survfit(Surv(time, status) ~ 1, s, conf.type = type)
        m <- summary(f, censored = TRUE)
        curves <- c(curves, sprintf("%s,%s,%d,%s,%d,%d,%d,%s,%s,%s,%s", name, type, seq_along(m$time) - 1L,
            sprintf("%.17g", m$time), as.integer(m$n.risk), as.integer(m$n.event), as.integer(m$n.censor), number(m$surv),
            number(m$std.err), number(m$lower), number(m$upper)))
        # quantile() finds another upper end than print() where the ends of S rise again (aml, log: 48 against 45);
        # print's is the first duration whose end is down, so the median is taken from there and such sets are left out
        # of the others.
        q <- quantile(f, p)
        falls <- function(x) all(diff(x[!is.na(x)]) <= 0)
        t <- summary(f)$table
        q$lower[3] <- t["0.95LCL"]
        q$upper[3] <- t["0.95UCL"]
        keep <- p == .5 | (falls(f$lower) && falls(f$upper))
        flat <- sapply(p, function(x) any(abs(f$surv - (1 - x)) < 1e-9))
        quantiles <- c(quantiles, sprintf("%s,%s,%s,%d,%s,%s,%s", name, type, number(p), as.integer(flat),
            number(q$quantile), number(q$lower), number(q$upper))[keep])
    }
    f <- survfit(Surv(time, status) ~ 1, s)
    for (h in unique(c(max(s$time), max(s$time) * .6))) if (h > min(s$time)) {
        t <- summary(f, rmean = h)$table
        means <- c(means, sprintf("%s,%s,%s,%s", name, number(h), number(t["rmean"]), number(t["se(rmean)"])))
    }
    # where one group holds everything, R has nothing to compare
    if (length(unique(s$group)) > 1 && sum(s$status) > 0) {
        d <- tryCatch(survdiff(Surv(time, status) ~ group, s), error = function(e) NULL)
        if (!is.null(d)) {
            freedom <- sum(d$exp > 0) - 1
            if (freedom > 0) compares <- c(compares, sprintf("%s,%d,%s,%s,%s,%s,%s", name, freedom, number(d$chisq),
                number(pchisq(d$chisq, freedom, lower.tail = FALSE)), paste(sort(unique(s$group)), collapse = " "),
                paste(as.integer(d$obs), collapse = " "), paste(number(d$exp), collapse = " ")))
        }
    }
}
write_rows("r_sets.csv", "The data sets: aml is R's own, the others are seeded.", "set,duration,status,group",
           sprintf("%s,%s", names(sets), sapply(sets, data_of)))
write_rows("r_curves.csv", "Kaplan-Meier curves, the rows of summary(survfit(..., conf.type = scale), censored = TRUE).",
           "set,scale,row,time,at_risk,events,censored,survival,std_error,lower,upper", curves)
write_rows("r_quantiles.csv", "quantile(survfit); flat: S stays at 1 - p, where R gives the middle of the stretch.",
           "set,scale,p,flat,estimate,lower,upper", quantiles)
write_rows("r_means.csv", "summary(survfit, rmean = horizon).", "set,horizon,mean,std_error", means)
write_rows("r_compare.csv", "survdiff; groups are those that occur.",
           "set,freedom,chi2,p,groups,observed,expected", compares)
