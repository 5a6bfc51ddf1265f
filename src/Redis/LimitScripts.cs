namespace ToskaMesh.Redis;

/// <summary>What Redis runs. The arithmetic of <see cref="Take"/> is that of <c>LeakyBucket</c>, and a test compares them.</summary>
internal static class LimitScripts
{
    /// <summary>ARGV: permits of the limit, its window in microseconds, permits wanted. Answers allowed, remaining, and in microseconds retry after and reset after.</summary>
    public const string Acquire =
        """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        """ + "\n" + Take;

    /// <summary>The same at a time that the caller knows as <c>now</c>.</summary>
    public const string Take =
        """
        local limit, window, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local level = 0
        local stored = redis.call('GET', KEYS[1])
        if stored then
            local before, at = string.match(stored, '^(.-) (.+)$')
            level = math.max(0, tonumber(before) - math.max(0, now - tonumber(at)) * (limit / window))
        end
        local full = level + wanted
        local allowed = full <= limit + 1e-6
        local retry = 0
        if allowed then level = full else retry = math.ceil((full - limit) * window / limit) end
        local reset = math.ceil(level * window / limit)
        if reset > 0 then
            redis.call('SET', KEYS[1], string.format('%.17g %.0f', level, now), 'PX', math.ceil(reset / 1000))
        end
        return { allowed and 1 or 0, math.max(0, math.floor(limit - level + 1e-6)), retry, reset }
        """;

    /// <summary>ARGV: lifetime in milliseconds. Answers the count, and in milliseconds until it is forgotten.</summary>
    public const string Count =
        """
        local count = redis.call('INCR', KEYS[1])
        if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return { count, redis.call('PTTL', KEYS[1]) }
        """;

    public const string Peek =
        """
        local count = redis.call('GET', KEYS[1])
        if not count then return { 0, 0 } end
        return { tonumber(count), redis.call('PTTL', KEYS[1]) }
        """;
}
