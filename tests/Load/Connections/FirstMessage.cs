using System.Text;

namespace SignalFire.Load.Connections;

/// <summary>Takes the message a gateway speaks first.</summary>
internal sealed class FirstMessage : IReceiver
{
    public string? Text { get; private set; }

    public string? Closed { get; private set; }

    public void OnMessage(ReadOnlySpan<byte> text) => Text ??= Encoding.UTF8.GetString(text);

    public ValueTask AfterReadAsync() => ValueTask.CompletedTask;

    public void OnClosed(string reason) => Closed = reason;
}
