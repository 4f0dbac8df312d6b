namespace SignalFire.Gateway.Tests.Connections;

/// <summary>Bounds every wait of a test; long, since a busy machine is no failure.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits for a named event.</summary>
    /// <exception cref="TimeoutException">It did not come; the message says what was waited for.</exception>
    public static async Task<T> Within<T>(this Task<T> awaited, string name, TimeSpan? patience = null)
    {
        await ((Task)awaited).Within(name, patience);
        return await awaited;
    }

    /// <inheritdoc cref="Within{T}"/>
    public static async Task Within(this Task awaited, string name, TimeSpan? patience = null)
    {
        var atMost = patience ?? Patience;
        try
        {
            await awaited.WaitAsync(atMost);
        }
        catch (TimeoutException late) when (!awaited.IsCompleted)
        {
            throw new TimeoutException($"Waited {atMost.TotalSeconds:0} s for {name}.", late);
        }
    }
}
