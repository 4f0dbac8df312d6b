using System.Text;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Connections;

/// <summary>Items as bob's grain pushes them.</summary>
internal static class Items
{
    /// <summary>Where the gateway's <c>seq</c> goes in alice's texts.</summary>
    public const int SeqAt = 19;

    public static readonly ConnectionId Bob = new(0xB0B);
    public static readonly ConnectionId Alice = new(0xA11CE);

    /// <summary>One item with an envelope per text, numbered from <paramref name="firstSeq"/> on.</summary>
    public static AttachmentItem From(long firstSeq, params string[] texts) => At(epoch: 1, firstSeq, texts);

    public static AttachmentItem Of(params string[] texts) => From(firstSeq: 1, texts);

    /// <summary>The same of a certain attachment.</summary>
    public static AttachmentItem At(long epoch, long firstSeq, params string[] texts) =>
        new(Bob, epoch, firstSeq, [.. texts.Select((text, i) => Envelope(firstSeq + i, text))]);

    public static Envelope Envelope(long number, params string[] texts) =>
        new(PeerId.Parse("alice"), Alice, number, [.. texts.Select(Encoding.UTF8.GetBytes)]) { SeqAt = SeqAt };
}
