using System.Net;

namespace SignalFire.Faults.Clusters;

/// <summary>A silo or a gateway, as its users start it.</summary>
internal sealed class ServerProgram(ServerProcess process, IPEndPoint web) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public ServerProcess Process => process;

    /// <summary>Where it listens for peers and for health probes.</summary>
    public IPEndPoint Web => web;

    /// <summary>Waits until it is ready.</summary>
    public Task ReadyAsync(CancellationToken cancellation) => process.UntilAsync("ready", Patience, () => IsReadyAsync(cancellation), cancellation);

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>Whether it answers 200 to the readiness probe; a process that does not listen is not ready.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(Invariant($"http://{web}/health/ready")), cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
