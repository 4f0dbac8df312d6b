namespace SignalFire.Load;

/// <summary>A run that can't go on, said in one sentence for whoever started it.</summary>
public sealed class LoadException : Exception
{
    public LoadException()
    {
    }

    public LoadException(string message)
        : base(message)
    {
    }

    public LoadException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
