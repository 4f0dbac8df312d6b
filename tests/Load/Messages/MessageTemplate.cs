using System.Globalization;
using System.Text;
using SignalFire.Load.Connections;

namespace SignalFire.Load.Messages;

/// <summary>A message built once, as the frame that is sent; only its number and time are patched for each sending.</summary>
internal sealed class MessageTemplate
{
    /// <summary>Added to what is sent, so that every number has the same width: JSON allows no leading zeros.</summary>
    public const long NumberBase = 1_000_000_000;

    /// <inheritdoc cref="NumberBase"/>
    public const long TimeBase = 1_000_000_000_000_000_000;

    public const int NumberWidth = 10;
    public const int TimeWidth = 19;

    private readonly byte[] _frame;
    private readonly int _head;
    private readonly int _number;
    private readonly int _time;
    private readonly int _ref;

    /// <summary>Builds a message of the given size in bytes for a target.</summary>
    public MessageTemplate(string target, Body body, int size, bool withRef = false)
    {
        string number = $"{{\"peerId\":\"{target}\",\"type\":\"{body.Type}\",\"n\":";
        string time = Invariant($"{NumberBase},\"t\":");
        string rest = withRef ? Invariant($"{TimeBase},\"ref\":{NumberBase},") : Invariant($"{TimeBase},");
        _number = Encoding.UTF8.GetByteCount(number);
        _time = _number + time.Length;
        _ref = withRef ? _time + rest.Length - NumberWidth - 1 : 0;
        string text = number + time + rest + body.Text(size - _time - rest.Length);
        _head = MaskedFrame.HeadLength(Encoding.UTF8.GetByteCount(text));
        _frame = MaskedFrame.Create(Opcode.Text, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The frame with this number and time; the same memory each time.</summary>
    public ReadOnlyMemory<byte> Patch(long number, long time)
    {
        Write(NumberBase + number, _number, NumberWidth);
        Write(TimeBase + time, _time, TimeWidth);
        if (_ref > 0)
        {
            Write(NumberBase + number, _ref, NumberWidth);
        }

        return _frame;
    }

    private void Write(long value, int offset, int width)
    {
        Span<byte> part = _frame.AsSpan(_head + offset, width);
        value.TryFormat(part, out _, default, CultureInfo.InvariantCulture);
        MaskedFrame.Mask(part, offset);
    }
}
