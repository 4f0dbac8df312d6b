using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>The one answer to a message with a <c>ref</c>: complete when each of its targets has its outcome.</summary>
/// <param name="reference">The JSON value of the <c>ref</c>, as it was sent.</param>
/// <param name="targets">How many targets there are.</param>
/// <param name="isArray">Whether they were named in an array.</param>
internal sealed class SendAnswer(byte[] reference, int targets, bool isArray)
{
    private readonly Lock _gate = new();
    private List<(PeerId Target, DeliveryOutcome Outcome)>? _failed;
    private int _left = targets;

    /// <summary>The JSON value of the <c>ref</c>.</summary>
    public byte[] Reference => reference;

    /// <summary>Whether the targets were named in an array.</summary>
    public bool IsArray => isArray;

    /// <summary>Which targets don't have the message, and why; complete once <see cref="TrySettle"/> returned true.</summary>
    public IReadOnlyList<(PeerId Target, DeliveryOutcome Outcome)> Failed => _failed ?? [];

    /// <summary>Notes what became of the message for one target.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool TrySettle(PeerId target, DeliveryOutcome outcome)
    {
        lock (_gate)
        {
            if (outcome is not DeliveryOutcome.Delivered)
            {
                (_failed ??= []).Add((target, outcome));
            }

            return --_left == 0;
        }
    }
}
