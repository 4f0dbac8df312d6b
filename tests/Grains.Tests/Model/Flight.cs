using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Model;

/// <summary>A push on its way to a connection.</summary>
internal sealed class Flight(Push push, Line line)
{
    private bool? _taken;

    public Push Push => push;

    public Line Line => line;

    public bool HasArrived => _taken is not null;

    /// <returns>Whether the connection took it.</returns>
    public bool Arrive() => _taken ??= line.TryTake(push.Item);
}
