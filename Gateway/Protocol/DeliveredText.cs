using System.Text.Encodings.Web;
using System.Text.Json;
using SignalFire.Grains;

namespace SignalFire.Gateway.Protocol;

/// <summary>Makes the text that a target gets: the sender's own bytes, with the true <c>senderId</c> in front.</summary>
/// <param name="sender">Whom the deliveries are from.</param>
internal sealed class DeliveredText(PeerId sender)
{
    private readonly byte[] _prefix =
        [.. "{\"senderId\":\""u8, .. JsonEncodedText.Encode(sender.Value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];

    /// <summary>Where a <c>seq</c> goes in a text of this sender (<see cref="NumberedText"/>): behind the <c>senderId</c>.</summary>
    public int SeqAt => _prefix.Length;

    /// <summary>Copies the message once, into an array of exact size; values keep every byte.</summary>
    public byte[] Compose(scoped in PeerMessage message)
    {
        var cuts = message.Cuts;
        var body = message.Text[message.BodyStart..];
        // Only a first member that stays has no comma before it.
        var comma = cuts.Count > 0 && cuts[0].Start.Value == message.BodyStart ? 0 : 1;
        var delivered = GC.AllocateUninitializedArray<byte>(_prefix.Length + comma + body.Length - cuts.Length);

        _prefix.CopyTo(delivered, 0);
        var position = _prefix.Length;
        if (comma == 1)
        {
            delivered[position++] = (byte)',';
        }

        var from = message.BodyStart;
        for (var i = 0; i < cuts.Count; i++)
        {
            var kept = message.Text[from..cuts[i].Start];
            kept.CopyTo(delivered.AsSpan(position));
            position += kept.Length;
            from = cuts[i].End.Value;
        }

        message.Text[from..].CopyTo(delivered.AsSpan(position));
        return delivered;
    }
}
