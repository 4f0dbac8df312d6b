using System.Text.Json;
using System.Text.Unicode;
using SignalFire.Grains;

namespace SignalFire.Gateway.Protocol;

/// <summary>Steps through the targets of a message: one string, or an array of them.</summary>
/// <param name="value">Valid JSON that begins with a quote or a bracket.</param>
internal ref struct TargetReader(ReadOnlySpan<byte> value)
{
    private Utf8JsonReader _json = new(value);

    /// <summary>Whether the target is an array.</summary>
    public readonly bool IsArray { get; } = value[0] == '[';

    /// <summary>Reads the next target into <paramref name="buffer"/> (of <see cref="PeerId.MaxBytes"/> characters).</summary>
    /// <param name="buffer">Takes the target's characters.</param>
    /// <param name="length">How many there are; what they say is not checked yet.</param>
    /// <param name="fault">Set when a target is not a string, or can't be an id.</param>
    /// <returns>False at the end, and at a fault.</returns>
    public bool TryReadNext(scoped Span<char> buffer, out int length, out Fault? fault)
    {
        length = 0;
        fault = null;
        if (!_json.Read() || _json.TokenType is JsonTokenType.EndArray)
        {
            return false;
        }

        if (_json.TokenType is JsonTokenType.StartArray && _json.CurrentDepth == 0)
        {
            return TryReadNext(buffer, out length, out fault);
        }

        if (_json.TokenType is not JsonTokenType.String)
        {
            fault = Fault.TargetKind;
        }
        else if (!TryCopy(buffer, out length))
        {
            fault = Fault.TargetText;
        }

        return fault is null;
    }

    private readonly bool TryCopy(scoped Span<char> buffer, out int length)
    {
        length = 0;
        if (!_json.ValueIsEscaped)
        {
            return Utf8.ToUtf16(_json.ValueSpan, buffer, out _, out length, replaceInvalidSequences: false) is System.Buffers.OperationStatus.Done;
        }

        // An escape is at most six bytes for one character.
        if (_json.ValueSpan.Length > buffer.Length * 6)
        {
            return false;
        }

        try
        {
            length = _json.CopyString(buffer);
            return true;
        }
        catch (Exception unfit) when (unfit is InvalidOperationException or ArgumentException)
        {
            // A lone surrogate, or longer than any id.
            return false;
        }
    }
}
