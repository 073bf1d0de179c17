-- Posts prepared bodies in turn: wrk -s replay.lua URL -- FILE
--
-- FILE holds one JSON body a line. Each thread starts at another place, so that threads do not ask
-- for the same thing at the same time. `loadtests/requests.mjs` writes such files.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  local headers = { ["Content-Type"] = "application/json", ["Accept"] = "application/json" }
  requests = {}
  for body in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("POST", wrk.path, headers, body)
  end
  at = math.floor(#requests / 7) * number
end

function request()
  at = at % #requests + 1
  return requests[at]
end

-- One line for machines, after wrk's own report. Times are microseconds.
function done(summary, latency)
  local failed = summary.errors
  print(string.format(
    '{"requests":%d,"duration_us":%d,"bytes":%d,"p50_us":%d,"p99_us":%d,"not_2xx":%d,"broken":%d}',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99),
    failed.status, failed.connect + failed.read + failed.write + failed.timeout))
end
