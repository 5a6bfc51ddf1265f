-- Requests whose Authorization is each line of a file in turn; an empty line is a request without one.
local requests, at = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local headers = {}
    for name, value in pairs(wrk.headers) do headers[name] = value end
    if line ~= "" then headers["Authorization"] = line end
    requests[#requests + 1] = wrk.format("GET", nil, headers)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
