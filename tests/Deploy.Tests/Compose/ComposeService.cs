using YamlDotNet.Serialization;

namespace SignalFire.Deploy.Tests.Compose;

/// <summary>A service of the file.</summary>
internal sealed class ComposeService
{
    public string Image { get; init; } = "";

    public ComposeBuild? Build { get; init; }

    public Dictionary<string, string> Environment { get; init; } = [];

    /// <summary>What of its image is taken; null for how the engine goes about it by itself.</summary>
    public string? PullPolicy { get; init; }

    public List<string> Entrypoint { get; init; } = [];

    public List<string> Command { get; init; } = [];

    public List<string> Volumes { get; init; } = [];

    public List<string> Ports { get; init; } = [];

    /// <summary>A list of names, or a mapping of them to addresses.</summary>
    public object? Networks { get; init; }

    public Dictionary<string, object?> DependsOn { get; init; } = [];

    public Dictionary<string, object?>? Healthcheck { get; init; }

    public bool ReadOnly { get; init; }

    public List<string> CapDrop { get; init; } = [];

    public List<string> CapAdd { get; init; } = [];

    public string? MemLimit { get; init; }

    public string StopGracePeriod { get; init; } = "10s";

    /// <summary>Whether its image is one of those that are built here.</summary>
    [YamlIgnore]
    public bool IsOurs => Image.StartsWith("signalfire-", StringComparison.Ordinal);

    [YamlIgnore]
    public IEnumerable<string> NetworkNames => Networks switch
    {
        IDictionary<object, object> addresses => addresses.Keys.Cast<string>(),
        IEnumerable<object> names => names.Cast<string>(),
        _ => ["default"],
    };

    /// <summary>An argument as the container gets it: two dollar signs are how compose is told that one is not its own.</summary>
    public static string AsGiven(string argument) => argument.Replace("$$", "$", StringComparison.Ordinal);

    /// <summary>Its fixed address in a network; null for none.</summary>
    public string? AddressIn(string network) =>
        Networks is IDictionary<object, object> addresses && addresses[network] is IDictionary<object, object> settings && settings.TryGetValue("ipv4_address", out var address) ? (string)address : null;
}
