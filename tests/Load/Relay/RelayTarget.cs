using System.Text.Json;

namespace SignalFire.Load.Relay;

/// <summary>Finds the target of a message; null when there is none.</summary>
internal static class RelayTarget
{
    public static string? Read(ReadOnlySpan<byte> message)
    {
        try
        {
            Utf8JsonReader reader = new(message);
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 }
                    && (reader.ValueTextEquals("peerId"u8) || reader.ValueTextEquals("receiverId"u8)))
                {
                    reader.Read();
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }
        }
        catch (JsonException)
        {
            // Not JSON: the base answers nothing.
        }

        return null;
    }
}
