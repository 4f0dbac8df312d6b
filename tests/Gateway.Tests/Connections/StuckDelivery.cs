using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Connections;

/// <summary>Holds the deliveries to one peer in its silo until it is freed.</summary>
internal sealed class StuckDelivery(string peer) : IIncomingGrainCallFilter
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _freed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first delivery is held.</summary>
    public Task Entered => _entered.Task;

    public void Free() => _freed.SetResult();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.MethodName is nameof(IPeerGrain.DeliverAsync) && string.Equals(context.TargetId.Key.ToString(), peer, StringComparison.Ordinal))
        {
            _entered.TrySetResult();
            await _freed.Task;
        }

        await context.Invoke();
    }
}
