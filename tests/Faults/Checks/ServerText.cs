using System.Text.Json;

namespace SignalFire.Faults.Checks;

/// <summary>A text of the server, read as far as the checks need it.</summary>
internal ref struct ServerText
{
    public ReadOnlySpan<byte> Type { get; private set; }

    /// <summary>Set on what another peer sent; empty on what the server itself says.</summary>
    public ReadOnlySpan<byte> Sender { get; private set; }

    public ReadOnlySpan<byte> PeerId { get; private set; }

    public ReadOnlySpan<byte> Code { get; private set; }

    public string? ResumeToken { get; private set; }

    public bool Resumed { get; private set; }

    public bool Gap { get; private set; }

    public bool HasFailed { get; private set; }

    public long Seq { get; private set; }

    /// <summary>0 where there is none.</summary>
    public long Ref { get; private set; }

    /// <summary>The number of a message of ours within its pair.</summary>
    public long Number { get; private set; }

    /// <summary>The index of the sender of a message of ours; -1 where there is none.</summary>
    public int From { get; private set; }

    /// <summary>Reads a text; false when it is not a JSON object.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out ServerText read)
    {
        ServerText members = new() { From = -1 };
        read = members;
        try
        {
            Utf8JsonReader reader = new(text);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                members.ReadMember(text, ref reader);
            }

            read = members;
            return true;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private void ReadMember(ReadOnlySpan<byte> text, scoped ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        reader.Read();
        switch (name)
        {
            case var _ when name.SequenceEqual("senderId"u8):
                Sender = Text(text, ref reader);
                break;
            case var _ when name.SequenceEqual("seq"u8):
                Seq = reader.GetInt64();
                break;
            case var _ when name.SequenceEqual("peerId"u8):
                PeerId = Text(text, ref reader);
                break;
            case var _ when name.SequenceEqual("type"u8):
                Type = Text(text, ref reader);
                break;
            case var _ when name.SequenceEqual("ref"u8):
                Ref = reader.GetInt64();
                break;
            case var _ when name.SequenceEqual("n"u8):
                Number = reader.GetInt64();
                break;
            case var _ when name.SequenceEqual("from"u8):
                From = reader.GetInt32();
                break;
            case var _ when name.SequenceEqual("code"u8):
                Code = Text(text, ref reader);
                break;
            case var _ when name.SequenceEqual("resumeToken"u8):
                ResumeToken = reader.GetString();
                break;
            case var _ when name.SequenceEqual("resumed"u8):
                Resumed = reader.GetBoolean();
                break;
            case var _ when name.SequenceEqual("gap"u8):
                Gap = reader.GetBoolean();
                break;
            case var _ when name.SequenceEqual("failed"u8):
                HasFailed = true;
                break;
        }

        reader.Skip();
    }

    // Ids, types and codes have no escapes; were there one, it would match nothing and be seen.
    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> text, scoped ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? text.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length) : default;
}
