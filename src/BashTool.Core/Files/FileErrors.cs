namespace BashTool.Core.Files;

/// <summary>Errors as texts, word for word as glibc's strerror says them, and from the host's numbers.</summary>
public static class FileErrors
{
    public static string Describe(this FileError error) => error switch
    {
        FileError.None => "Success",
        FileError.EPERM => "Operation not permitted",
        FileError.ENOENT => "No such file or directory",
        FileError.EINTR => "Interrupted system call",
        FileError.EIO => "Input/output error",
        FileError.ENXIO => "No such device or address",
        FileError.E2BIG => "Argument list too long",
        FileError.ENOEXEC => "Exec format error",
        FileError.EBADF => "Bad file descriptor",
        FileError.EAGAIN => "Resource temporarily unavailable",
        FileError.ENOMEM => "Cannot allocate memory",
        FileError.EACCES => "Permission denied",
        FileError.EBUSY => "Device or resource busy",
        FileError.EEXIST => "File exists",
        FileError.EXDEV => "Invalid cross-device link",
        FileError.ENODEV => "No such device",
        FileError.ENOTDIR => "Not a directory",
        FileError.EISDIR => "Is a directory",
        FileError.EINVAL => "Invalid argument",
        FileError.ENFILE => "Too many open files in system",
        FileError.EMFILE => "Too many open files",
        FileError.ENOTTY => "Inappropriate ioctl for device",
        FileError.ETXTBSY => "Text file busy",
        FileError.EFBIG => "File too large",
        FileError.ENOSPC => "No space left on device",
        FileError.ESPIPE => "Illegal seek",
        FileError.EROFS => "Read-only file system",
        FileError.EMLINK => "Too many links",
        FileError.EPIPE => "Broken pipe",
        FileError.ERANGE => "Numerical result out of range",
        FileError.EDEADLK => "Resource deadlock avoided",
        FileError.ENAMETOOLONG => "File name too long",
        FileError.ENOSYS => "Function not implemented",
        FileError.ENOTEMPTY => "Directory not empty",
        FileError.ELOOP => "Too many levels of symbolic links",
        FileError.EOVERFLOW => "Value too large for defined data type",
        FileError.EILSEQ => "Invalid or incomplete multibyte or wide character",
        FileError.EOPNOTSUPP => "Operation not supported",
        FileError.ETIMEDOUT => "Connection timed out",
        FileError.ESTALE => "Stale file handle",
        FileError.EDQUOT => "Disk quota exceeded",
        FileError.ECANCELED => "Operation canceled",
        _ => $"Unknown error {(int)error}",
    };

    /// <summary>The error behind the host's errno.</summary>
    public static FileError FromErrno(int number) => OperatingSystem.IsLinux() ? (FileError)number : FromBsdErrno(number);

    // The first 34 numbers are the same everywhere but for EAGAIN and EDEADLK.
    private static FileError FromBsdErrno(int number) => number switch
    {
        11 => FileError.EDEADLK,
        35 => FileError.EAGAIN,
        45 or 102 => FileError.EOPNOTSUPP,
        60 => FileError.ETIMEDOUT,
        62 => FileError.ELOOP,
        63 => FileError.ENAMETOOLONG,
        66 => FileError.ENOTEMPTY,
        69 => FileError.EDQUOT,
        70 => FileError.ESTALE,
        78 => FileError.ENOSYS,
        84 => FileError.EOVERFLOW,
        89 => FileError.ECANCELED,
        92 => FileError.EILSEQ,
        < 35 => (FileError)number,
        _ => FileError.EIO,
    };
}
