using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace SignalFire.Gateway.Tests.Hosting;

/// <summary>Runs the entry point of one of our programs up to the moment its host is built: what it would have started.</summary>
internal sealed class BuiltProgram : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    // Other tests build hosts at the same time.
    private static readonly AsyncLocal<BuiltProgram?> Current = new();

    private IHost? _host;

    private BuiltProgram()
    {
    }

    public IServiceProvider Services => _host!.Services;

    public static async Task<BuiltProgram> OfAsync(Assembly program, params string[] args)
    {
        var built = new BuiltProgram();
        using var listening = DiagnosticListener.AllListeners.Subscribe(built);
        await Task.Run(() =>
        {
            Current.Value = built;
            try
            {
                program.EntryPoint!.Invoke(obj: null, [args]);
            }
            catch (TargetInvocationException stopped) when (stopped.InnerException is HostAbortedException)
            {
                // By OnNext, below.
            }
        });
        return built;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (string.Equals(value.Name, "Microsoft.Extensions.Hosting", StringComparison.Ordinal))
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value == this && string.Equals(value.Key, "HostBuilt", StringComparison.Ordinal))
        {
            _host = (IHost)value.Value!;
            throw new HostAbortedException();
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _host?.Dispose();
}
