using System.ComponentModel.DataAnnotations;
using SignalFire.Gateway.Protocol;

namespace SignalFire.Gateway;

/// <summary>Bounds of a gateway. Section <c>SignalFire:Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Gateway";

    /// <summary>The longest message a peer may send, in bytes of UTF-8, fragments together; 1 KiB to 1 MiB, 64 KiB unless told. Above it: 1009.</summary>
    [Range(1024, 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 64 * 1024;

    /// <summary>How deep a message may be nested, its own braces included; 1 to 1,000, 64 unless told. Above it: <c>bad-message</c>.</summary>
    [Range(1, MessageReader.GreatestMaxDepth)]
    public int MaxDepth { get; set; } = MessageReader.MaxDepth;

    /// <summary>Messages per second of one connection, in the long run, a message to many counted once for each target; 1 to 1,000,000, 100 unless told. Above it: <c>rate-limited</c>.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerSecond { get; set; } = 100;

    /// <summary>Bytes of messages per second of one connection, in the long run; 1 KiB to 1 GiB, 256 KiB unless told. Above it: <c>rate-limited</c>.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int BytesPerSecond { get; set; } = 256 * 1024;

    /// <summary>The time whose messages and bytes, by the rates, a connection may send at once; 100 ms to 10 min, 5 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan RateBurst { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many of its messages may be answered <c>rate-limited</c> before the connection is closed with 4029; they are forgiven evenly over a minute. 1 to 100,000, 100 unless told.</summary>
    [Range(1, 100_000)]
    public int MaxRateRefusals { get; set; } = 100;

    /// <summary>
    /// Targets per second of one connection, in the long run, that turn out to be unknown, each counted once (<see cref="RateBurst"/> holds here, too);
    /// 1 to 1,000,000, 10 unless told. Above it: <c>rate-limited</c> for messages to targets that the connection has not sent to lately.
    /// </summary>
    [Range(1, 1_000_000)]
    public int UnknownTargetsPerSecond { get; set; } = 10;

    /// <summary>
    /// How many calls to targets that are not known to be there are under way at once, of all connections together; these take turns. 1 to 100,000, 64 unless told.
    /// </summary>
    [Range(1, 100_000)]
    public int FirstCalls { get; set; } = 64;

    /// <summary>Whether peers may ask for compression (permessage-deflate), which costs time, and memory for each connection; not unless told.</summary>
    public bool Compression { get; set; }

    /// <summary>How many targets one message may name; 1 to 10,000, 100 unless told. Above it: <c>too-many-targets</c>.</summary>
    [Range(1, 10_000)]
    public int MaxTargets { get; set; } = 100;

    /// <summary>How many messages in a row that can't be honoured (unreadable, or with too many targets) end the connection with 4500; 1 to 10,000, 20 unless told.</summary>
    [Range(1, 10_000)]
    public int MaxBadMessagesInRow { get; set; } = 20;

    /// <summary>What may wait for a peer that reads slowly, in bytes; 64 KiB to 256 MiB, 1 MiB unless told. Above it the senders wait, for <see cref="OutboxPatience"/>.</summary>
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public int OutboxBytes { get; set; } = 1024 * 1024;

    /// <summary>What may wait for a peer that reads slowly, in messages; 16 to 1,000,000, 4,096 unless told. Above it the senders wait, for <see cref="OutboxPatience"/>.</summary>
    [Range(16, 1_000_000)]
    public int OutboxMessages { get; set; } = 4096;

    /// <summary>
    /// How long a message waits for room in the full outbox of a peer that reads nothing, before the peer is closed with 4008; 0 to 1.5 s
    /// (a push to a gateway is given up after 2 s), 1 s unless told.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01.500")]
    public TimeSpan OutboxPatience { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What may wait for all peers together, in bytes, beyond the first 4 KiB for each, a message or an answer with 128 for what it costs besides; 1 MiB to 1 TiB,
    /// 256 MiB unless told. Above it the peers for whom most waits are closed with 4008.
    /// </summary>
    [Range(typeof(long), "1048576", "1099511627776")]
    public long TotalOutboxBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>
    /// How long a peer may take nothing of what is written to it (32 KiB at once, or one message), before it is closed with 4008, whether more is sent to it or not;
    /// 1 s to 10 min, 30 s unless told. It takes up to a quarter more to see it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan WritePatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What may wait of one sender for one target, in bytes; the sender is read no further, for <see cref="TargetPatience"/>. 64 KiB to 64 MiB, 256 KiB unless told.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int TargetQueueBytes { get; set; } = 256 * 1024;

    /// <summary>
    /// What may wait of one sender for all its targets together until it has its outcome, in bytes, each message with 256 for what it costs
    /// besides; the sender is read no further, for <see cref="TargetPatience"/>. No target gets more of it than is free for the others.
    /// 64 KiB to 256 MiB, 1 MiB unless told.
    /// </summary>
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public int SenderQueueBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// How long a sender is held back by one target whose queue is full, before messages to that target are answered <c>unavailable</c> and
    /// the sender's other targets go on; 1 ms to 1 min, 100 ms unless told.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan TargetPatience { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long the delivery of a message is tried while the cluster does not answer (a silo died, say) before it is answered
    /// <c>unavailable</c>; 0 to 1 min, 15 s unless told.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan DeliveryPatience { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long peers stay connected while no silo can be reached, before they are asked to come back elsewhere (1012); 1 s to 1 h, 2 min unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ClusterPatience { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a gateway that stops takes at most to ask its peers, one after the other, to come back elsewhere (1012), if the host's
    /// <c>ShutdownTimeout</c> leaves as long; 0 to 10 min, 30 s unless told.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a connection that is drained waits for the answers to what its peer has sent, before its close frame; 0 to 1 min, 1 s unless told.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan AnswerPatience { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a resume token is good, if its session lives as long: longer than any connection should last. 1 min to 365 days, 30 days unless told.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan ResumeTokenLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>When a peer may try again after <c>unavailable</c> or 503; 1 ms to 10 min, 1 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a quiet connection is pinged; 100 ms to 1 h, 15 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a ping may stay unanswered before the connection counts as lost; 100 ms to 1 h, 15 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a peer has to answer a close frame before the connection is cut, and to read answers that pile up before it is too slow; 100 ms to 1 min, 5 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
