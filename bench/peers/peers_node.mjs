// Polars and DuckDB from npm, over the data that data.c wrote; prints as peers_python.py does.
import { readFileSync, writeFileSync } from "node:fs";

const filter = process.argv[2] ?? "";
const data = process.env.HASHSTAT_DATA;
const answers = process.env.HASHSTAT_ANSWERS;

function load(kind, n, what, Type) {
  const bytes = readFileSync(`${data}/${kind}.${n}.${what}`);
  return new Type(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function keep(name, n, peer, answer) {
  const all = [answer].flat().map((v) => (v === null ? NaN : Number(v)));
  const step = Math.ceil(all.length / 1000);
  const kept = Float64Array.from(all.filter((_, i) => i % step === 0));
  writeFileSync(`${answers}/${name} ${n} ${peer}`, new Uint8Array(kept.buffer));
}

// run makes the answer, which may be a promise; read turns it into numbers, untimed.
async function time(routine, kind, n, peer, run, read = (v) => v) {
  const name = `${routine}.${kind}`;
  if (!name.includes(filter)) return;
  try {
    let begun = performance.now();
    const answer = await run();
    let samples = [performance.now() - begun];
    if (samples[0] < 1000) {
      samples = [];
      for (let spent = 0; samples.length < 3 || (spent < 300 && samples.length < 1001); ) {
        begun = performance.now();
        await run();
        samples.push(performance.now() - begun);
        spent += samples.at(-1);
      }
    }
    samples.sort((a, b) => a - b);
    keep(name, n, peer, await read(answer));
    const ns = (samples[samples.length >> 1] * 1e6) / n;
    console.log(JSON.stringify({ bench: name, n, peer, ns_per_item: ns }));
  } catch (e) {
    console.error(`${peer}, ${name}: ${e.message}`);
  }
}

async function module(name) {
  try {
    return await import(name);
  } catch (e) {
    console.error(`not available: ${name}: ${e.message}`);
    return null;
  }
}

async function polars(pl, kind, n) {
  const x = load(kind, n, "x", Float64Array);
  const seconds = load(kind, n, "time", BigInt64Array);
  const df = pl.DataFrame({
    x: pl.Series("x", x),
    t: pl.Series("t", seconds, pl.Int64),
    id: pl.Series("id", kind === "ordinary" ? load(kind, n, "id", Int32Array) : new Int32Array(n), pl.Int32),
  });
  const s = df.getColumn("x");
  const row = (frame) => frame.row(0);
  const list = (series) => series.toArray();
  const ask = (routine, run, read) => time(routine, kind, n, "Polars", run, read);
  for (const width of [144, 2016]) {
    await ask(`rolling_max_${width}`, () => s.rollingMax({ windowSize: width }), list);
  }
  if (kind !== "ordinary") return;
  const c = pl.col("x");
  await ask("moments_sum_plain", () => s.sum());
  await ask("moments_variance", () => df.select(c.var()), row);
  await ask("moments_extremes", () => {
    const least = s.argMin(), most = s.argMax();
    return [s.get(least), least, s.get(most), most];
  });
  await ask("quantile_one", () => df.select(c.quantile(0.95, "linear")), row);
  await ask("quantile_median", () => s.median());
  await ask("drawdown_underwater", () => df.select(c.cumMax().minus(c).div(c.cumMax())), (f) => list(f.getColumn("x")));
  await ask("group_sum_64", () => df.groupBy("id").agg(c.sum().alias("s")), (f) => list(f.sort("id").getColumn("s")));
  for (const width of [144, 2016]) {
    await ask(`rolling_median_${width}`, () => s.rollingMedian({ windowSize: width }), list);
  }
  await ask("rolling_mean_144", () => s.rollingMean({ windowSize: 144 }), list);
  await ask("rolling_deviation_144", () => s.rollingStd({ windowSize: 144 }), list);
  await ask("rolling_ewm", () => s.ewmMean({ alpha: 2 / 101, adjust: false }), list);
  const first = Number(seconds[0] / 3600n), hours = Number(seconds[n - 1] / 3600n) - first + 1;
  const placed = (f, names) => {
    const out = new Array(hours * names.length).fill(NaN), at = list(f.getColumn("t"));
    names.forEach((name, k) => list(f.getColumn(name)).forEach((v, i) => {
      out[k * hours + Math.floor(Number(at[i]) / 3600) - first] = v;
    }));
    return out;
  };
  const hourly = (aggregates) => df.groupByDynamic({ indexColumn: "t", every: "3600i" }).agg(...aggregates);
  await ask("series_mean", () => hourly([c.mean().alias("a")]), (f) => placed(f, ["a"]));
  await ask("series_chart", () => hourly([c.mean().alias("a"), c.min().alias("b"), c.max().alias("c"), c.last().alias("d")]),
    (f) => placed(f, ["a", "b", "c", "d"]));
  const sliding = (aggregate) => df.groupByRolling({ indexColumn: "t", period: "3600i" }).agg(aggregate.alias("a"));
  const column = (f) => list(f.getColumn("a"));
  await ask("rolling_mean_hour", () => sliding(c.mean()), column);
  await ask("rolling_max_hour", () => sliding(c.max()), column);
  await ask("rolling_median_hour", () => sliding(c.median()), column);
}

async function duckdb(db, n) {
  const kind = "ordinary";
  const wanted = ["moments", "quantile", "group_sum", "series", "rolling", "drawdown"].some((r) => r.includes(filter) || filter.includes(r));
  if (!wanted) return;
  const instance = await db.DuckDBInstance.create(":memory:", { threads: "1" });
  const c = await instance.connect();
  await c.run("create table s (i bigint, t bigint, id integer, x double)");
  const x = load(kind, n, "x", Float64Array), t = load(kind, n, "time", BigInt64Array), id = load(kind, n, "id", Int32Array);
  const appender = await c.createAppender("s");
  const types = [db.BIGINT, db.BIGINT, db.INTEGER, db.DOUBLE];
  for (let from = 0; from < n; from += 2048) {
    const until = Math.min(n, from + 2048), chunk = db.DuckDBDataChunk.create(types, until - from);
    chunk.setColumnValues(0, Array.from({ length: until - from }, (_, k) => BigInt(from + k)));
    chunk.setColumnValues(1, Array.from(t.subarray(from, until)));
    chunk.setColumnValues(2, Array.from(id.subarray(from, until)));
    chunk.setColumnValues(3, Array.from(x.subarray(from, until)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  const ask = (routine, sql, read = (rows) => rows[0]) =>
    time(routine, kind, n, "DuckDB", async () => (await c.runAndReadAll(sql)).getRows(), read);
  const column = (rows) => rows.map((r) => r[0]);
  await ask("moments_sum_plain", "select sum(x) from s");
  await ask("moments_variance", "select var_samp(x) from s");
  await ask("moments_extremes", "select min(x), arg_min(i, x), max(x), arg_max(i, x) from s");
  await ask("quantile_one", "select quantile_cont(x, 0.95) from s");
  await ask("quantile_median", "select median(x) from s");
  await ask("group_sum_64", "select sum(x) from s group by id order by id", column);
  await ask("series_mean", "select avg(x) from s group by t // 3600 order by t // 3600", column);
  if (n > 1e6) return; // a window of time takes 11 us a row
  // The answers of windows stay in the database: making them objects of JavaScript would take longer than they.
  const kept = (routine, expression) =>
    time(routine, kind, n, "DuckDB", () => c.run(`create or replace temp table w as select i, ${expression} v from s`),
      async () => (await c.runAndReadAll(`select v from w where i % ${Math.ceil(n / 1000)} = 0 order by i`)).getRows().map((r) => r[0]));
  const rows = (width) => `over (order by i rows ${width - 1} preceding)`;
  const hour = "over (order by t range 3599 preceding)";
  await kept("drawdown_underwater", "(max(x) over (order by i) - x) / max(x) over (order by i)");
  await kept("rolling_mean_144", `case when i >= 143 then avg(x) ${rows(144)} end`);
  await kept("rolling_deviation_144", `case when i >= 143 then stddev_samp(x) ${rows(144)} end`);
  await kept("rolling_max_144", `case when i >= 143 then max(x) ${rows(144)} end`);
  await kept("rolling_median_144", `case when i >= 143 then median(x) ${rows(144)} end`);
  await kept("rolling_mean_hour", `avg(x) ${hour}`);
  await kept("rolling_max_hour", `max(x) ${hour}`);
  await kept("rolling_median_hour", `median(x) ${hour}`);
}

const pl = await module("nodejs-polars");
const db = await module("@duckdb/node-api");
for (const n of [100000, 10000000]) {
  if (pl) await polars(pl.default ?? pl, "ordinary", n);
  if (db) await duckdb(db, n);
}
if (pl) await polars(pl.default ?? pl, "falling", 100000);
