-- Sends the bodies of one file in turn, with the headers of another, and prints what came of it as one line of JSON.
-- wrk -t1 -c16 -d3s -s requests.lua URL -- BODIES HEADERS
local bodies, headers, at = {}, {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do bodies[#bodies + 1] = line end
  for line in io.lines(arguments[2]) do
    local name, value = line:match("^([^:]+): (.*)$")
    headers[name] = value
  end
  math.randomseed(7)
  at = math.random(#bodies)
end

function request()
  at = at % #bodies + 1
  return wrk.format("POST", nil, headers, bodies[at])
end

function done(summary, latency, requests)
  local errors = summary.errors
  print(string.format(
    '{"requests": %d, "seconds": %.6f, "bytes": %d, "p50": %.3f, "p99": %.3f, "refused": %d, "broken": %d}',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
