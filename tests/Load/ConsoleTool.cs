using System.CommandLine;

namespace SignalFire.Load;

/// <summary>Runs a console tool's commands: what failed is a sentence on stderr and exit code 1; who presses Ctrl-C gets 130, once all is tidied up.</summary>
internal static class ConsoleTool
{
    private static readonly InvocationConfiguration Configuration = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeSpan.FromSeconds(15),
    };

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        try
        {
            return await root.Parse(args).InvokeAsync(Configuration);
        }
        catch (LoadException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 130;
        }
    }
}
