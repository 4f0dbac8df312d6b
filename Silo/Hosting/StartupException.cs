namespace SignalFire.Silo.Hosting;

/// <summary>The program can't start as it is configured; the message says what to do.</summary>
public sealed class StartupException(string message) : Exception(message);
