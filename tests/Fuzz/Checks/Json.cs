using System.Text.Json;

namespace SignalFire.Fuzz.Checks;

/// <summary>Looks at the top of a JSON object whose names and values may be anything.</summary>
internal static class Json
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    /// <summary>How often a top-level member of this name is there, however it is spelled; -1 when the text is not one JSON object.</summary>
    public static int CountMembers(ReadOnlySpan<byte> text, string name)
    {
        try
        {
            var json = new Utf8JsonReader(text, Options);
            if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
            {
                return -1;
            }

            var count = 0;
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                count += string.Equals(NameOf(json), name, StringComparison.Ordinal) ? 1 : 0;
                json.Read();
                json.Skip();
            }

            json.Read();
            return count;
        }
        catch (JsonException)
        {
            return -1;
        }
    }

    private static string? NameOf(in Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            // Lone surrogates: nothing of ours.
            return null;
        }
    }
}
