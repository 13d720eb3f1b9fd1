-- `step` of rules.py for all processes at once.
-- KEYS[1]: hash of packed states by name.
-- ARGV: name, carried state, now, the six rules, then ticket and outcome of a call that ended.
-- Returns: wait, packed state before, packed state after.

local FIELDS = {"failures", "opens", "since", "open_until", "probe_until", "ticket", "touched"}
local MOST_DOUBLINGS = 20

local name, carried_text, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
local threshold, open_ms, longest_open_ms = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local probe_ms, recheck_ms, forget_ms = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local end_ticket, outcome = tonumber(ARGV[10]), ARGV[11]

local function unpacked(text)
  local numbers = string.gmatch(text, "%d+")
  local state = {}
  for _, field in ipairs(FIELDS) do state[field] = tonumber(numbers() or "0") end
  return state
end

local function packed(state)
  local numbers = {}
  -- %.0f, because tostring() writes large numbers as 1.7e+12
  for at, field in ipairs(FIELDS) do numbers[at] = string.format("%.0f", state[field]) end
  return table.concat(numbers, " ")
end

local function recalled(state, carried)
  if carried.open_until > math.max(now, state.open_until) then state = carried end
  if now < math.max(state.touched, state.open_until, state.probe_until) + forget_ms then
    return state
  end
  local fresh = unpacked("")
  fresh.ticket = state.ticket
  return fresh
end

local function admit(state)
  if state.opens == 0 then return 0 end
  local probing = math.min(state.probe_until - now, recheck_ms)
  local wait = math.max(state.open_until - now, probing)
  if wait > 0 then return wait end
  state.probe_until, state.ticket, state.touched = now + probe_ms, state.ticket + 1, now
  return 0
end

local function succeed(state)
  if state.failures == 0 then return end
  if state.opens > 0 then state.since = now end
  state.failures, state.opens, state.open_until, state.probe_until = 0, 0, 0, 0
  state.touched = now
end

local function fail(state)
  state.failures, state.touched = state.failures + 1, now
  if state.opens == 0 and state.failures < threshold then return end
  if state.opens == 0 then state.since = now end
  local span = math.min(open_ms * 2 ^ math.min(state.opens, MOST_DOUBLINGS), longest_open_ms)
  state.open_until, state.probe_until = now + span, 0
  state.opens, state.ticket = state.opens + 1, state.ticket + 1
end

local function settle(state)
  if end_ticket ~= state.ticket then return end
  if outcome == "success" then succeed(state)
  elseif outcome == "failure" then fail(state)
  else state.probe_until = 0 end
end

local remembered = redis.call("HGET", KEYS[1], name) or ""
local state = recalled(unpacked(remembered), unpacked(carried_text))
local before, wait = packed(state), 0
if end_ticket then settle(state) else wait = admit(state) end
local after = packed(state)
if after ~= remembered then redis.call("HSET", KEYS[1], name, after) end
return {wait, before, after}
