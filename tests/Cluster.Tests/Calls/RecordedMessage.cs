namespace SignalFire.Cluster.Tests.Calls;

/// <summary>A recorded message: the end that sent it (<c>caller</c> or <c>callee</c>), and its text.</summary>
internal sealed record RecordedMessage(string From, string Text);
