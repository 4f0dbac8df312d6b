using System.Collections.ObjectModel;
using Microsoft.Extensions.Options;

namespace SignalFire.Silo.Hosting;

/// <summary>Runs a program, and tells what is wrong with its configuration in a sentence instead of a stack trace.</summary>
public static class Startup
{
    /// <summary>Runs an app until it is told to stop, and until it has, but no longer than it may take for that.</summary>
    public static async Task RunToEndAsync(this WebApplication app)
    {
        // Before the host would do it, which puts a stack trace before the sentence.
        app.Services.GetService<IStartupValidator>()?.Validate();
        using var limit = new StopLimit(app);
        await app.RunAsync();
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>The exit code: 0, or 78 (EX_CONFIG of sysexits.h) when the configuration does not let it start.</returns>
    public static async Task<int> RunAsync(Func<Task> program)
    {
        try
        {
            await program();
            return 0;
        }
        catch (Exception fault) when (FaultsOf(fault).All(IsOfConfiguration))
        {
#pragma warning disable RS0030 // There may be no host yet, and so no logger.
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, FaultsOf(fault).Select(one => one.Message)));
#pragma warning restore RS0030
            return 78;
        }
    }

    /// <summary>Whether it is a value that is out of bounds, or one that can't be read: what is no number, or none of the words that may stand there.</summary>
    private static bool IsOfConfiguration(Exception fault) =>
        fault is StartupException or OptionsValidationException or InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" };

    /// <summary>Several sections that are wrong come as one exception.</summary>
    private static ReadOnlyCollection<Exception> FaultsOf(Exception fault) =>
        fault is AggregateException several ? several.Flatten().InnerExceptions : new ReadOnlyCollection<Exception>([fault]);
}
