namespace SignalFire.Streams;

/// <summary>Calls consumers in the silo's own name, whichever grain has something to tell them.</summary>
/// <remarks>
/// An answer is routed to whoever called. To a grain: by its place, and after a move a silo that remembers the old place sends it there, where nobody
/// waits for it, so a push would time out though it was taken. To the silo's process, as code outside of grains is known: not while the silo stops.
/// To a service of the silo: to that silo, as long as it is there.
/// </remarks>
internal sealed class SiloCalls
{
    private IWorkItemScheduler? _turns;

    /// <summary>Calls are made in the turns of this service from now on, which is before any grain has a turn.</summary>
    public void Use(IGrainContext service) => _turns = service.Scheduler;

    /// <summary>Hands an item to a consumer.</summary>
    public Task<PushOutcome> PushAsync(IPushConsumer consumer, Guid subscriptionId, object item) => CallAsync(new Push(consumer, subscriptionId, item));

    /// <summary>Asks a process whether it believes what this silo does.</summary>
    public Task<bool> PingAsync(IPushConsumer consumer, HubPing ping) => CallAsync(new Ping(consumer, ping));

    private Task<T> CallAsync<T>(Call<T> call)
    {
        _turns!.QueueAction(static call => ((Call<T>)call).Make(), call);
        return call.Task;
    }

    private abstract class Call<T>() : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        /// <summary>Makes it; what is thrown is its end, too.</summary>
        public void Make() => _ = EndAsync();

        protected abstract ValueTask<T> AnswerAsync();

        private async Task EndAsync()
        {
            try
            {
                // The turn is for the call only.
                SetResult(await AnswerAsync().ConfigureAwait(false));
            }
            catch (Exception failed)
            {
                SetException(failed);
            }
        }
    }

    private sealed class Push(IPushConsumer consumer, Guid subscriptionId, object item) : Call<PushOutcome>
    {
        protected override ValueTask<PushOutcome> AnswerAsync() => consumer.PushAsync(subscriptionId, item);
    }

    private sealed class Ping(IPushConsumer consumer, HubPing ping) : Call<bool>
    {
        protected override ValueTask<bool> AnswerAsync() => consumer.PingAsync(ping);
    }
}
