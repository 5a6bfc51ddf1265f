namespace ToskaMesh.Redis;

/// <summary>Redis does not answer.</summary>
internal sealed class RedisLostException : Exception
{
    public RedisLostException()
        : base("Redis does not answer.")
    {
    }

    public RedisLostException(Exception innerException)
        : base("Redis does not answer.", innerException)
    {
    }
}
