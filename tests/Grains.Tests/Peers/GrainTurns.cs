using System.Reflection;

namespace SignalFire.Grains.Tests.Peers;

/// <summary>A grain of which only the turns are there: they run when the test says so.</summary>
public class GrainTurns : DispatchProxy
{
    private readonly Queue<Action> _turns = new();

    /// <summary>The grain, and its turns.</summary>
    public static (IGrainContext Grain, GrainTurns Turns) Create()
    {
        var grain = Create<IGrainContext, GrainTurns>();
        return (grain, (GrainTurns)(object)grain);
    }

    public void Run()
    {
        while (_turns.TryDequeue(out var turn))
        {
            turn();
        }
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.ReturnType == typeof(IWorkItemScheduler) ? new Scheduler(_turns) : throw new NotSupportedException();

    private sealed class Scheduler(Queue<Action> turns) : IWorkItemScheduler
    {
        public void QueueAction(Action action) => turns.Enqueue(action);

        public void QueueAction(Action<object> action, object state) => turns.Enqueue(() => action(state));

        public void QueueTask(Task task) => throw new NotSupportedException();

        public void QueueWorkItem(IThreadPoolWorkItem workItem) => throw new NotSupportedException();
    }
}
