namespace BashTool.Core.Files;

/// <summary>A file operation that failed, with the error a script is told of.</summary>
public class FileSystemException : Exception
{
    public FileSystemException(FileError error, string? path)
        : this(error, path, error.Describe())
    {
    }

    public FileSystemException(FileError error, string? path, string description)
        : base(path is null ? description : $"{path}: {description}")
    {
        Error = error;
        Path = path;
        Description = description;
    }

    public FileError Error { get; }

    /// <summary>The path as the operation was given it; null where there is none.</summary>
    public string? Path { get; }

    /// <summary>What comes after the path in a message: strerror's text, for a refusal of the sandbox with its code.</summary>
    public string Description { get; }
}
