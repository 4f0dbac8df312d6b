namespace SignalFire.Grains.Tests.Connections;

/// <summary>A connection without anything between it and the rules of its peer.</summary>
internal sealed class Line(bool resumable, long seen = 0)
{
    public ConnectionView View { get; } = new(resumable, seen);

    /// <summary>What the last attach brought.</summary>
    public Attachment Attachment { get; private set; } = new(AttachOutcome.Refused);

    /// <summary>Whether it takes items; a closed one takes none any more.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Whether its client has left it, or never heard of it, though it takes items.</summary>
    public bool IsLeft { get; set; }

    /// <summary>What it took that nobody read.</summary>
    public List<Message> Unread { get; } = [];

    /// <summary>What it took.</summary>
    public List<Message> Taken { get; } = [];

    /// <summary>The texts it took.</summary>
    public string[] Texts => [.. Taken.Select(message => message.Text)];

    public Attachment Note(Attachment attachment)
    {
        Attachment = attachment;
        if (attachment.IsAttached)
        {
            View.Attached(attachment);
        }

        return attachment;
    }

    /// <summary>Takes an item, or refuses it.</summary>
    public bool TryTake(AttachmentItem item)
    {
        if (!IsOpen || item.Connection != View.Id || View.Take(item) is not { } messages)
        {
            return false;
        }

        Taken.AddRange(messages);
        Unread.AddRange(IsLeft ? messages : []);
        return true;
    }
}
