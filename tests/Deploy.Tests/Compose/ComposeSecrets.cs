namespace SignalFire.Deploy.Tests.Compose;

/// <summary>What stands for the secrets of deploy/.env.</summary>
internal static class ComposeSecrets
{
    public const string Redis = "a-password-of-redis";
    public const string Turn = "a-secret-of-coturn-and-gateways";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["REDIS_PASSWORD"] = Redis,
        ["TURN_SECRET"] = Turn,
        ["GRAFANA_PASSWORD"] = "a-password-of-grafana",
    };
}
