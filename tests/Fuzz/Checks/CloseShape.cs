using System.Globalization;
using SignalFire.Fuzz.Inputs;

namespace SignalFire.Fuzz.Checks;

/// <summary>How a gateway may end a hostile connection (docs/protocol.md, section 4; 1002 is RFC 6455's).</summary>
internal static class CloseShape
{
    private static readonly int[] Codes = [1000, 1002, 1003, 1007, 1009, 4008, 4029, 4500, 4501, 4503, 4509];

    private static readonly string[] Reasons =
        ["", "normal", "binary message", "message too big", "too-slow", "rate-limited", "bad-messages", "unauthorized", "forbidden", "replaced"];

    /// <summary>What is wrong with a close: <c>close code reason</c>.</summary>
    public static (Fault Fault, string Complaint)? ComplaintOf(string close)
    {
        if (Canary.IsIn(close))
        {
            return (Fault.Echoed, "repeats an input");
        }

        return close.Split(' ', 3) is ["close", var code, .. var reason]
            && int.TryParse(code, CultureInfo.InvariantCulture, out var number)
            && Codes.Contains(number)
            && Reasons.Contains(string.Concat(reason), StringComparer.Ordinal)
                ? null
                : (Fault.BadClose, "is not in the protocol");
    }
}
