using System.Text;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Protocol;

/// <summary>Everything that the gateway makes of one message of alice's.</summary>
/// <param name="Fault">Why it is refused, if so.</param>
/// <param name="Targets">Whom it names, in the order of the text.</param>
/// <param name="Delivered">What its targets get; null when it is refused, and when it is for the gateway itself.</param>
internal sealed record Reading(Fault? Fault, string[] Targets, string? Delivered)
{
    public string? Code => Fault?.Code;

    public string Ref { get; private init; } = "";

    public bool HasSeq { get; private init; }

    public ControlType Control { get; private init; }

    public long Seen { get; private init; }

    public static Reading Of(string text, string sender = "alice") => Of(Encoding.UTF8.GetBytes(text), sender);

    public static Reading OfV1(string text) => Of(Encoding.UTF8.GetBytes(text), form: WireForm.V1);

    public static Reading Of(ReadOnlySpan<byte> text, string sender = "alice", WireForm form = WireForm.Classic)
    {
        var accepted = MessageReader.TryRead(text, form, out var message, out var fault);
        var reading = accepted && message.Control is ControlType.None ? OfPayload(message, sender) : new Reading(fault, [], Delivered: null);
        return reading with
        {
            Ref = Encoding.UTF8.GetString(message.Ref),
            HasSeq = message.HasSeq,
            Control = accepted ? message.Control : ControlType.None,
            Seen = accepted ? message.Seen : 0,
        };
    }

    private static Reading OfPayload(scoped in PeerMessage message, string sender)
    {
        var targets = new List<string>();
        var reader = message.Targets;
        Span<char> buffer = stackalloc char[PeerId.MaxBytes];
        Fault? fault;
        while (reader.TryReadNext(buffer, out var length, out fault))
        {
            if (!PeerId.IsValid(buffer[..length]))
            {
                return new Reading(Fault.TargetText, [], Delivered: null);
            }

            targets.Add(buffer[..length].ToString());
        }

        // Composed even when the targets are at fault: that must not throw either.
        var delivered = new DeliveredText(PeerId.Parse(sender)).Compose(message);
        fault ??= targets.Count == 0 ? Fault.NoTarget : null;
        return fault is null ? new Reading(null, [.. targets], Encoding.UTF8.GetString(delivered)) : new Reading(fault, [], Delivered: null);
    }
}
