namespace SignalFire.Gateway.Limits;

/// <summary>A token bucket, kept as the time at which it is full again (the generic cell rate algorithm). Times and costs are in timestamps of one clock.</summary>
/// <remarks>
/// One number that needs no timer, no allocation and no lock of its own, and goes by any clock: a <c>TokenBucketRateLimiter</c> for each connection
/// has a queue, leases and its own clock. What is more than its size may be taken when it is full, and is paid for after: anything passes at its turn.
/// </remarks>
internal struct RateBucket
{
    private long _fullAt;

    /// <summary>How long it is until something may be taken; 0 for now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="size">How long it takes to fill.</param>
    /// <param name="cost">How much of that it is to be.</param>
    public readonly long Wait(long now, long size, long cost) => Math.Max(_fullAt - now - Math.Max(size - cost, 0), 0);

    /// <summary>Takes something.</summary>
    /// <param name="now">The time.</param>
    /// <param name="cost">How long it takes to fill that in again.</param>
    public void Take(long now, long cost) => _fullAt = Math.Max(_fullAt, now) + cost;
}
