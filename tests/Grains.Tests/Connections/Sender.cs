using System.Text;

namespace SignalFire.Grains.Tests.Connections;

/// <summary>A sender's connection: names its envelopes.</summary>
internal sealed class Sender(string name)
{
    private readonly PeerId _peer = PeerId.Parse(name);
    private long _number;

    public ConnectionId Id { get; } = ConnectionId.New();

    /// <summary>The next envelope.</summary>
    public Envelope Seal(params string[] texts) => SealAfter(0, texts);

    /// <summary>The next envelope, which must not overtake an earlier one.</summary>
    public Envelope SealAfter(long after, params string[] texts) =>
        new(_peer, Id, Interlocked.Increment(ref _number), [.. texts.Select(Encoding.UTF8.GetBytes)]) { After = after };
}
