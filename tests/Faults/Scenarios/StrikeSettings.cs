namespace SignalFire.Faults.Scenarios;

/// <summary>How long each kind of trouble lasts.</summary>
internal sealed record StrikeSettings(TimeSpan RedisAway, TimeSpan Frozen, TimeSpan Partitioned, TimeSpan AllSilosAway, TimeSpan MinReady);
