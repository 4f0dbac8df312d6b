using System.ComponentModel.DataAnnotations;

namespace SignalFire.Gateway.Door;

/// <summary>Who is let in, before anything else is looked at; every count and rate is of one gateway. Section <c>SignalFire:Door</c>.</summary>
public sealed class DoorOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Door";

    /// <summary>
    /// The web pages that may connect, by their origin: <c>https://example.com</c>, <c>https://*.example.com</c> (its subdomains, however deep),
    /// <c>same-origin</c>, <c>localhost</c>, or <c>*</c> for all. Empty is <c>same-origin</c> and <c>localhost</c>. Others get 403.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>The reverse proxies in front of the gateway, by address or network (<c>10.0.0.0/8</c>): theirs are the only <c>X-Forwarded-*</c> headers that count. None unless told.</summary>
    public IList<string> KnownProxies { get; } = [];

    /// <summary>Connections of the gateway; 1 to 1,000,000, 20,000 unless told. Above it: 503.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>TCP connections that have not sent a whole request yet; 10 to 1,000,000, 5,000 unless told. Above it the oldest is cut.</summary>
    [Range(10, 1_000_000)]
    public int MaxPendingConnections { get; set; } = 5000;

    /// <summary>Connections of one address; 1 to 1,000,000, 500 unless told. Above it: 429.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 500;

    /// <summary>Requests per second of one address, in the long run, those for what is not there included; 1 to 100,000, 20 unless told. Above it: 429.</summary>
    [Range(1, 100_000)]
    public int HandshakesPerSecond { get; set; } = 20;

    /// <summary>Requests of one address at once; 1 to 1,000,000, 100 unless told.</summary>
    [Range(1, 1_000_000)]
    public int HandshakeBurst { get; set; } = 100;

    /// <summary>Whether the limits by address hold for this machine's own addresses (127.0.0.0/8, ::1), too; not unless told.</summary>
    public bool LimitLoopback { get; set; }

    /// <summary>Connections of one account, where identity knows accounts; 1 to 1,000,000, 100 unless told. Above it: 429.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAccount { get; set; } = 100;

    /// <summary>Upgrades under way at once (being authenticated, named, attached); 1 to 100,000, 1,000 unless told. Above it: 503.</summary>
    [Range(1, 100_000)]
    public int MaxUpgrades { get; set; } = 1000;

    /// <summary>How long an upgrade may take; 100 ms to 5 min, 30 s unless told. Then: 503.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan UpgradeTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the head of a request may take from its first byte; 100 ms to 5 min, 10 s unless told. Then: 408.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan HeadTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long attaching a peer may take, on the average of the last few, before new peers are sent away (503); 10 ms to 1 min, 1 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan SlowAttach { get; set; } = TimeSpan.FromSeconds(1);
}
