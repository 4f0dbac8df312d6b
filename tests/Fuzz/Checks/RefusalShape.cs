using System.Globalization;
using System.Text;
using SignalFire.Fuzz.Inputs;

namespace SignalFire.Fuzz.Checks;

/// <summary>What a gateway may answer to a broken upgrade request.</summary>
internal static class RefusalShape
{
    // Ours, and what Kestrel says by itself to what is hardly HTTP.
    private static readonly int[] Statuses = [100, 101, 200, 400, 401, 403, 404, 405, 408, 409, 411, 413, 414, 415, 417, 421, 426, 429, 431, 503, 505];

    /// <summary>What is wrong with an answer; the head of it, and its body as far as it came.</summary>
    public static (Fault Fault, string Complaint)? ComplaintOf(ReadOnlySpan<byte> answer)
    {
        if (Canary.IsIn(answer))
        {
            return (Fault.Echoed, "repeats an input");
        }

        return IsHttp2(answer) || (StatusOf(answer) is { } status && Statuses.Contains(status)) ? null : (Fault.BadRefusal, "is not one that a gateway gives");
    }

    /// <summary>The status; null when it is no HTTP/1.1.</summary>
    public static int? StatusOf(ReadOnlySpan<byte> answer) =>
        answer.StartsWith("HTTP/1.1 "u8)
        && answer.Length >= 12
        && int.TryParse(Encoding.ASCII.GetString(answer[9..12]), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : null;

    /// <summary>Kestrel answers who speaks HTTP/2 in its own tongue that it does not: a frame of type SETTINGS or GOAWAY.</summary>
    private static bool IsHttp2(ReadOnlySpan<byte> answer) => answer is [0, 0, _, 4 or 7, 0, 0, 0, 0, 0, ..];
}
