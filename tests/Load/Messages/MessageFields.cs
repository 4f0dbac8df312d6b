using System.Globalization;

namespace SignalFire.Load.Messages;

/// <summary>What the tool reads of a message that was delivered to it.</summary>
internal readonly ref struct MessageFields
{
    /// <summary>The stamped sender; empty when the server stamps none.</summary>
    public ReadOnlySpan<byte> Sender { get; private init; }

    public ReadOnlySpan<byte> Target { get; private init; }

    public ReadOnlySpan<byte> Type { get; private init; }

    /// <summary>Counts from 1 for each sender and target.</summary>
    public long Number { get; private init; }

    /// <summary>The stopwatch time at which it should have been sent.</summary>
    public long Time { get; private init; }

    /// <summary>Reads a message that a template made; false for anything else, such as an error.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out MessageFields fields)
    {
        fields = default;
        ReadOnlySpan<byte> rest = text;
        ReadOnlySpan<byte> sender = default;
        if (text.StartsWith("{\"senderId\":"u8))
        {
            TakeText(ref rest, "\"senderId\":\""u8, out sender);
        }

        if (!TakeText(ref rest, "\"peerId\":\""u8, out ReadOnlySpan<byte> target)
            || !TakeText(ref rest, "\"type\":\""u8, out ReadOnlySpan<byte> type)
            || !TakeNumber(ref rest, ",\"n\":"u8, MessageTemplate.NumberWidth, out long number)
            || !TakeNumber(ref rest, ",\"t\":"u8, MessageTemplate.TimeWidth, out long time))
        {
            return false;
        }

        fields = new MessageFields
        {
            Sender = sender,
            Target = target,
            Type = type,
            Number = number - MessageTemplate.NumberBase,
            Time = time - MessageTemplate.TimeBase,
        };
        return true;
    }

    private static bool TakeText(scoped ref ReadOnlySpan<byte> rest, scoped ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        int start = rest.IndexOf(name);
        int length = start < 0 ? -1 : rest[(start + name.Length)..].IndexOf((byte)'"');
        if (length < 0)
        {
            return false;
        }

        value = rest.Slice(start + name.Length, length);
        rest = rest[(start + name.Length + length)..];
        return true;
    }

    private static bool TakeNumber(scoped ref ReadOnlySpan<byte> rest, scoped ReadOnlySpan<byte> name, int width, out long value)
    {
        value = 0;
        int start = rest.IndexOf(name);
        if (start < 0 || rest.Length < start + name.Length + width)
        {
            return false;
        }

        rest = rest[(start + name.Length)..];
        return long.TryParse(rest[..width], CultureInfo.InvariantCulture, out value);
    }
}
