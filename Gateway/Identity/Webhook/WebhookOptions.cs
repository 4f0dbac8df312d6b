using System.ComponentModel.DataAnnotations;

namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>The host's own service that is asked who a peer is. Section <c>SignalFire:Identity:Webhook</c>; of use in the mode <see cref="IdentityMode.Webhook"/> only.</summary>
public sealed class WebhookOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Identity:Webhook";

    /// <summary>The shortest secret, in characters.</summary>
    public const int MinSecretLength = 16;

    /// <summary>Where it is: <c>https</c>; <c>http</c> on this machine, or where <see cref="AllowHttp"/>. None unless told.</summary>
    public Uri? Url { get; set; }

    /// <summary>By which it knows that a gateway asks: sent as <c>Authorization: Bearer</c>; at least <see cref="MinSecretLength"/> visible ASCII characters. None unless told.</summary>
    public string? Secret { get; set; }

    /// <summary>Whether <see cref="Url"/> may be plain <c>http</c> to another machine: then whoever is between sees the secret and all tokens.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>How long one try may take, to the last byte of the answer; 100 ms to 30 s, 2 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often it is tried again after a failure (no connection, too slow, 5xx); 0 to 5, 2 unless told.</summary>
    [Range(0, 5)]
    public int Retries { get; set; } = 2;

    /// <summary>How long to wait before the first retry, twice as long before each next, spread at random; 1 ms to 5 s, 100 ms unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:05")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many requests are under way at once; others wait their turn, within <see cref="IdentityOptions.Patience"/>. 1 to 10,000, 100 unless told.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrent { get; set; } = 100;

    /// <summary>Which part of the tries has to fail before it is not asked for a while; 0.01 to 1, 0.5 unless told.</summary>
    [Range(0.01, 1.0)]
    public double BreakRatio { get; set; } = 0.5;

    /// <summary>Of how many tries at least, within <see cref="BreakSample"/>; 2 to 10,000, 10 unless told.</summary>
    [Range(2, 10_000)]
    public int BreakTries { get; set; } = 10;

    /// <summary>Over which time the tries are counted; 500 ms to 10 min, 10 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan BreakSample { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it is not asked then (peers are refused at once), before one request looks whether it is well; 500 ms to 10 min, 5 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan BreakTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest answer, in bytes; 1 KiB to 1 MiB, 64 KiB unless told.</summary>
    [Range(1024, 1024 * 1024)]
    public int MaxResponseBytes { get; set; } = 64 * 1024;
}
