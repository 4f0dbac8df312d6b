using Microsoft.Extensions.Time.Testing;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Door;

/// <summary>A cluster that attaches <c>held</c> when the test says so, and the peers whose name begins with <c>slow</c> slowly.</summary>
/// <param name="clock">By which they are slow.</param>
internal sealed class HeldAttaches(FakeTimeProvider? clock = null) : IIncomingGrainCallFilter
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static TimeSpan Slowness => TimeSpan.FromMilliseconds(300);

    /// <summary>The attach of <c>held</c> has come.</summary>
    public Task Held => _held.Task;

    public void Release() => _released.TrySetResult();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (string.Equals(context.MethodName, nameof(IPeerGrain.AttachAsync), StringComparison.Ordinal))
        {
            var peer = context.TargetId.Key.ToString()!;
            if (string.Equals(peer, "held", StringComparison.Ordinal))
            {
                _held.TrySetResult();
                await _released.Task;
            }
            else if (peer.StartsWith("slow", StringComparison.Ordinal))
            {
                clock!.Advance(Slowness);
            }
        }

        await context.Invoke();
    }
}
